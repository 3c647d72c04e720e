"""`python -m mingzhang`: the command, where its script is not on the path."""

from mingzhang.cli import main

if __name__ == "__main__":
    main(prog_name="python -m mingzhang")
