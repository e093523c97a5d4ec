package entratest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Visit does what a user in a browser does with a sign-in or consent page: it
// signs in with account and answers with Accept or Cancel. page is Microsoft's
// address or the one that Page made of it. landed is where the browser is
// redirected, "" if it stays on a page; shown is that page.
func (s *Server) Visit(ctx context.Context, page, account, answer string) (landed, shown string, err error) {
	u, err := url.Parse(page)
	if err != nil {
		return "", "", err
	}
	form := url.Values{"account": {account}, "answer": {answer}}
	local := *u
	local.Scheme, local.Host = "http", s.listener.Addr().String()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, local.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	r.Host = u.Host
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	got, err := client.Do(r)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(got.Body, maxBody))
	if err != nil {
		return "", "", fmt.Errorf("read the page: %w", err)
	}
	return got.Header.Get("Location"), string(body), nil
}
