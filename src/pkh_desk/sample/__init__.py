"""INVENTED PEOPLE: families and their work by seed, for demo, practice and benchmarks."""
