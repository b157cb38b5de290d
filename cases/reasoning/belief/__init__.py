"""How likely is each condition? A mixture for each, fitted to simulated patients, and how far it can be trusted."""
