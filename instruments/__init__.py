"""What is asked: questionnaires, their scales, their routing, their forms and the checks on them."""
