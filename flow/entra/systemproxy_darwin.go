package entra

import (
	"context"
	"io"
	"os/exec"
	"time"
)

// readSystemProxy asks macOS's own tool, with limits of 300 ms and 64 KiB.
func readSystemProxy(ctx context.Context) SystemProxy {
	ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy")
	cmd.WaitDelay = 100 * time.Millisecond
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		return SystemProxy{}
	}
	text, _ := io.ReadAll(io.LimitReader(out, 64<<10))
	_ = cmd.Wait()
	return fromScutil(string(text))
}
