package entra

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

type proxyFunc = func(*http.Request) (*url.URL, error)

// errProxyAddress stands for every unusable proxy address: the address itself
// may hold a password.
var errProxyAddress = errors.New("the proxy's address is not usable: write it as http://host:port")

// proxyFrom picks the proxy: the one named, or what HTTPS_PROXY and NO_PROXY say.
func proxyFrom(address string) (proxyFunc, error) {
	if address == "" {
		return func(r *http.Request) (*url.URL, error) {
			u, err := http.ProxyFromEnvironment(r)
			if err != nil {
				return nil, errProxyAddress
			}
			return u, nil
		}, nil
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || !proxySchemes[u.Scheme] {
		return nil, errProxyAddress
	}
	return http.ProxyURL(u), nil
}

var proxySchemes = map[string]bool{"http": true, "https": true, "socks5": true, "socks5h": true}

// proxyRefusal is a proxy's answer to CONNECT other than 200.
type proxyRefusal struct{ status int }

func (p proxyRefusal) Error() string {
	return strings.TrimSpace("the proxy answered " + strconv.Itoa(p.status) + " " + http.StatusText(p.status))
}

// proxyAnswered turns a proxy's refusal into an error that can be told apart.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return proxyRefusal{answer.StatusCode}
}
