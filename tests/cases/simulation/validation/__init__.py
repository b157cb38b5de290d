"""Tests of cases/simulation/validation."""
