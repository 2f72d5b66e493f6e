"""The results portal: published campaigns, their results and each agency's page (DESIGN §8)."""
