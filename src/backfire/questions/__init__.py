"""What is asked: labels become arrays, the model answers, and arrays become labels."""
