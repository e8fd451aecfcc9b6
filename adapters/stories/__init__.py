"""Stories: the law told as cases, in data that a lawyer can write (``tacite story``)."""
