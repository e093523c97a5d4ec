package entra

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/wire"
)

// maxWait limits what Retry-After may ask for: longer is as good as never.
const maxWait = 24 * time.Hour

// retryAfter reads the Retry-After header: seconds, or a date by the server's
// clock. It is 0 if the header is missing or unusable.
func retryAfter(text string, server time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	if strings.Trim(text, "0123456789") == "" {
		seconds, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return maxWait
		}
		return min(time.Duration(seconds)*time.Second, maxWait)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(server), 0), maxWait)
	}
	return 0
}

// defaultBackoff is the wait before one more request to a failing service that
// does not say how long to wait (MSAL's default, facts/entra.md section 2.4).
const defaultBackoff = time.Second

// pauseAfter is how long the server asks to wait, or defaultBackoff if it is
// failing; otherwise 0.
func pauseAfter(r wire.Reply) time.Duration {
	pause, status := r.RetryAfter, r.Evidence.HTTPStatus
	switch {
	case r.Trouble != wire.NoTrouble || status != http.StatusTooManyRequests && status < 500:
		return 0
	case pause == 0 && status >= 500:
		return defaultBackoff
	}
	return pause
}

// waitedOut waits as long as pauseAfter says, if that fits in the remaining time. again
// reports whether to ask again; left reports that the user gave up.
func (c *Client) waitedOut(ctx context.Context, r wire.Reply) (again, left bool) {
	pause := pauseAfter(r)
	if pause == 0 {
		return false, false
	}
	rest := limit
	if deadline, ok := ctx.Deadline(); ok {
		rest = time.Until(deadline)
	}
	if pause >= rest {
		return false, false
	}
	err := c.wait(ctx, pause)
	return err == nil, err != nil
}

// brokeOff reports a connection that ended before an answer started: the
// request has no result.
func (x *exchange) brokeOff() bool { return x.status == 0 && !x.left && broken(x.err) }

// read makes a request that is safe to repeat. It repeats it once if the
// connection broke, since stale ones are common, and once if the service asked
// to wait or is failing.
func (c *Client) read(request *http.Request, say wording) (*exchange, wire.Reply) {
	x := c.sendTwice(request)
	r := x.reply(say)
	again, left := c.waitedOut(request.Context(), r)
	if left {
		r.Trouble = wire.Abandoned
	}
	if again {
		x = c.sendTwice(request)
		r = x.reply(say)
	}
	return x, r
}

func (c *Client) sendTwice(request *http.Request) *exchange {
	x := c.send(request)
	if x.brokeOff() {
		x = c.send(request)
	}
	return x
}
