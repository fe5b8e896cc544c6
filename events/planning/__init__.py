"""How an event is set up: its sections, its days and programme, the steps it takes, and what people are told of it."""
