"""Everything that changes the state of returns, one function an act.

filling      the numbers of a report: `save_entries`, and what a line's total becomes
declaring    what a line means without numbers: `declare_line`, `rest_are_zero`, `state_overlap`, `explain`…
handing_in   the way of a report: `start_report`, `submit_report`, `return_report`, `verify_report`…
reading      `note_reading`: who looked at a return that is not their own
questions    `ask`, `answer`, `settle`
periods      `plan_period`, `close_period`, `move_deadline`, `remind`…
forms        `define_form`, `describe_change`, `adopt_form`
activities   `note_activity`, `fill_from_activities`
"""
