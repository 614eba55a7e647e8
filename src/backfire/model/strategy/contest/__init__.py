"""The contest over a chokepoint, quarter by quarter: who acts, who answers, and what it tells."""
