package entra_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/wire"
)

// late answers at once, with a body that ends just after the time limit.
type late struct{}

func (late) RoundTrip(r *http.Request) (*http.Response, error) {
	body, end := io.Pipe()
	go func() {
		<-r.Context().Done()
		_ = end.Close()
	}()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: body, Request: r}, nil
}

func TestAnAnswerThatEndsAfterItsTimeIsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := entra.New(entra.Options{Transport: late{}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		r := c.Discover(ctx, global, "contoso.com").Reply
		if r.Trouble != wire.Timeout {
			t.Errorf("got %q (%s)", r.Trouble, r.Detail)
		}
	})
}
