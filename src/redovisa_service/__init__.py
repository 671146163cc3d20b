"""The service: what municipalities, county boards and the nation meet in a browser, built on the library."""
