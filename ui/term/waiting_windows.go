package term

import (
	"os"
	"time"
)

// Waiting is always false: a console has no way to look for a whole line.
func Waiting(*os.File, time.Duration) bool { return false }
