"""What people do after approval: say when it was delivered, measure, look, state, and conclude."""
