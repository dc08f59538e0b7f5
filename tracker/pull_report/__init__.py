"""Says what a pull request would do: to gates and the API, in the process, and to what the tracker tells."""
