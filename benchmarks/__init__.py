"""Speed beside three peers, in one run, as ratios; `make bench` installs them."""
