"""Templates of the report's pages: valid HTML that needs no network, no script from elsewhere and no fonts."""
