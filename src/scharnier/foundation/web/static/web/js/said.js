// What was just done is where reading goes on: on a page loaded anew nobody announces it,
// and the keyboard would begin at the top again.
const said = document.querySelector(".messages > *");
if (said && !location.hash && document.activeElement === document.body && !document.querySelector(".errors, [autofocus]")) {
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
}
