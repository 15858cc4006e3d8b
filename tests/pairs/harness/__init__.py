"""What the integration drivers (tests/pairs, tests/roundtrip, tests/cli) share."""
