"""morat in LibreOffice.

    Writer -> proofreader: paragraph, sentence by sentence
                 -> desk: what is known of a paragraph, which rules are ignored
                      -> server: asks `morat serve`, which it starts and ends
    menus, commands: what a person asks for at a marked place -> desk

LibreOffice makes a service more than once, so what has to be there once (the desk) is made by `desk.of`.
Runs in LibreOffice's own Python, 3.8 or later, with its standard library alone.
"""
