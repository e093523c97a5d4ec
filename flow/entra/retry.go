package entra

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mailgrant/flow"
)

// maxWait bounds what Retry-After is taken for: longer is as good as never.
const maxWait = 24 * time.Hour

// retryAfter reads the header of that name: seconds, or a date by the server's
// clock. 0 where it says nothing that can be kept to.
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

// waitedOut waits as long as the server asked, where that fits into the time
// there is. It reports whether to ask again; left, whether the person gave up.
func (c *Client) waitedOut(ctx context.Context, r flow.Reply) (again, left bool) {
	status := r.Evidence.HTTPStatus
	if r.Trouble != flow.NoTrouble || r.RetryAfter == 0 || status != http.StatusTooManyRequests && status < 500 {
		return false, false
	}
	rest := limit
	if deadline, ok := ctx.Deadline(); ok {
		rest = time.Until(deadline)
	}
	if r.RetryAfter >= rest {
		return false, false
	}
	err := c.wait(ctx, r.RetryAfter)
	return err == nil, err != nil
}

// read makes a request that may be made again: once where the connection broke,
// since a stale one is common, and once where the server asked to wait.
func (c *Client) read(request *http.Request, say wording) (*exchange, flow.Reply) {
	x := c.sendTwice(request)
	r := x.reply(say)
	again, left := c.waitedOut(request.Context(), r)
	if left {
		r.Trouble = flow.Abandoned
	}
	if again {
		x = c.sendTwice(request)
		r = x.reply(say)
	}
	return x, r
}

func (c *Client) sendTwice(request *http.Request) *exchange {
	x := c.send(request)
	if x.status == 0 && !x.left && broken(x.err) {
		x = c.send(request)
	}
	return x
}
