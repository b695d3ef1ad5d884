"""Every state of every page, looked at by axe in both schemes and at both widths."""
