"""Projects: agreement, budget, vouchers, milestones, check-ins, prototype.

In: awards. Out: a tried prototype and a budget that adds up.
"""
