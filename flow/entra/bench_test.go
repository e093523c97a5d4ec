package entra_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

// The raw benchmarks make the same requests to the same server with only
// net/http and encoding/json. The difference is the cost of this package.

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

// BenchmarkFromFar makes a check's requests to a Microsoft 20 ms away, each time
// over new connections. It shows the gain from connecting to Graph during the token
// request, which the raw benchmark does not do.
func BenchmarkFromFar(b *testing.B) {
	c := valid
	c.names = append(slices.Clone(c.names), graphName)
	m := behindTLS(b, c)
	m.proxy.far = 20 * time.Millisecond
	s := &stage{Server: m.Server, tenant: m.tenant}
	q := s.good()
	q.Probes = []wire.Probe{{Kind: wire.ProbeDirectory}}
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			m.rawCheck(b, q)
		}
	})
	b.Run("entra", func(b *testing.B) {
		for b.Loop() {
			client, err := entra.New(entra.Options{Proxy: m.proxy.addr, CAFile: m.caFile})
			if err != nil {
				b.Fatal(err)
			}
			if g := client.Token(b.Context(), q); len(g.Probed) != 1 || !g.Probed[0].Reached {
				b.Fatal(g)
			}
			client.CloseIdle()
		}
	})
}

// rawCheck asks for a token and makes a read with it.
func (m *microsoft) rawCheck(b *testing.B, q entra.TokenRequest) {
	b.Helper()
	root, err := os.ReadFile(m.caFile)
	if err != nil {
		b.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(root)
	transport := &http.Transport{
		Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: m.proxy.addr}), TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	}
	defer transport.CloseIdleConnections()
	raw := benchStage{raw: &http.Client{Transport: transport}}
	var got struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(raw.rawToken(b, q)), &got); err != nil {
		b.Fatal(err)
	}
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "https://"+graphName+"/v1.0/users?$top=1&$select=id", nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+got.AccessToken)
	answer, err := raw.raw.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	decode(b, answer, &struct{}{})
}

// benchStage answers token requests with one token made beforehand: signing
// would outweigh everything else.
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
