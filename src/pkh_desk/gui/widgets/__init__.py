"""The parts every page is built from: buttons, inputs, lists, states. They know words, never data."""
