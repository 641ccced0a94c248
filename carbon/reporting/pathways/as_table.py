"""What charts take from the page of a pathway."""

from carbon.reporting.pathway_page import lever_name, target_line

__all__ = ["lever_name", "target_line"]
