package entra_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
)

// The raw benchmarks do the same requests with net/http and encoding/json
// alone, on the same server: the difference is what this package costs.

func BenchmarkToken(b *testing.B) {
	s := benched(b)
	q := s.good()
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.rawToken(b, q)
		}
	})
	b.Run("entra", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if g := s.Token(b.Context(), q); !g.Got {
				b.Fatal(g)
			}
		}
	})
}

func BenchmarkDiscoveryAndToken(b *testing.B) {
	s := benched(b)
	q := s.good()
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.rawDiscovery(b)
			s.rawToken(b, q)
		}
	})
	b.Run("entra", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if d := s.Discover(b.Context(), global, s.tenant.ID); d.TenantID == "" {
				b.Fatal(d)
			}
			if g := s.Token(b.Context(), q); !g.Got {
				b.Fatal(g)
			}
		}
	})
}

// benchStage answers token requests with one token made beforehand: signing
// would outweigh all else.
type benchStage struct {
	*stage
	raw *http.Client
}

func benched(b *testing.B) benchStage {
	b.Helper()
	s := &stage{tenant: entratest.Contoso(time.Now())}
	server, err := entratest.Start(s.tenant)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(server.Close)
	transport := server.Transport()
	s.Server = server
	if s.Client, err = entra.New(entra.Options{Transport: transport}); err != nil {
		b.Fatal(err)
	}
	with := benchStage{s, &http.Client{Transport: transport}}
	server.Fault(entratest.Token, fault.Granting(with.rawToken(b, s.good())))
	return with
}

func (s benchStage) rawToken(b *testing.B, q entra.TokenRequest) string {
	b.Helper()
	answer, err := s.raw.PostForm(q.Endpoint, url.Values{
		"client_id": {q.ClientID}, "client_secret": {q.Secret.Reveal()}, "scope": {q.Scope}, "grant_type": {"client_credentials"},
	})
	if err != nil {
		b.Fatal(err)
	}
	var got struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
	}
	body := decode(b, answer, &got)
	if strings.Count(got.AccessToken, ".") != 2 {
		b.Fatal("no token")
	}
	return body
}

func (s benchStage) rawDiscovery(b *testing.B) {
	b.Helper()
	answer, err := s.raw.Get("https://" + global + "/" + s.tenant.ID + "/v2.0/.well-known/openid-configuration")
	if err != nil {
		b.Fatal(err)
	}
	var got struct {
		TokenEndpoint string `json:"token_endpoint"`
	}
	decode(b, answer, &got)
	if got.TokenEndpoint == "" {
		b.Fatal("no discovery")
	}
}

func decode(b *testing.B, answer *http.Response, into any) string {
	b.Helper()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	_ = answer.Body.Close()
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		b.Fatal(err)
	}
	return string(body)
}
