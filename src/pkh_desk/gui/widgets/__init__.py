"""The parts every page is built from: buttons, inputs, lists, states. They know no data, only words and colours."""
