"""Commands of the terminal. Every process of ours begins here, and says first where its time zones come from."""

import zoneinfo

# Kazakhstan has been UTC+5 throughout since 1 March 2024: the machine's tz database may be older than `tzdata`.
zoneinfo.reset_tzpath(to=())
