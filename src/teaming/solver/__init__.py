"""The heavy half of ``teaming``: everything that searches. Workers and commands import it, web pages never do."""

from teaming.solver.forming import form_teams, reform
from teaming.solver.watching import Effort, Progress, Step

__all__ = ["Effort", "Progress", "Step", "form_teams", "reform"]
