"""`python -m carbon` is the command `carbon`."""

from carbon.cli import run

if __name__ == "__main__":
    run()
