"""Demo content: the real offices of the public sources and invented ones beside them, through the same code paths
as everything else. Invented things say so: "Beispieldaten", numbers from the range kept free for film and television
(0221 4710 000 to 999), addresses below example.org."""
