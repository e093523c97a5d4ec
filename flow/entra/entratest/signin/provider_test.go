package signin

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// client is the one app that the independent provider knows.
type client struct {
	Tenant    string   `json:"tenant"`
	ID        string   `json:"clientId"`
	Secret    string   `json:"clientSecret"`
	Redirects []string `json:"redirects"` // for http on this computer any port is accepted
	Account   string   `json:"account"`   // the user
}

// provider is npm's oidc-provider, running on Entra's paths. It answers for
// Microsoft's hosts through RoundTrip, and for a browser at Page.
type provider struct {
	client  client
	address string
}

// startProvider runs it until the test ends.
func startProvider(t *testing.T, c client) *provider {
	t.Helper()
	node := needed(t, "nodejs npm", "node")
	settings, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	run := exec.CommandContext(ctx, node, "provider.mjs")
	run.Dir, run.Env = installed(t), append(os.Environ(), "PROVIDER="+string(settings))
	var complaints strings.Builder
	run.Stderr = &complaints
	stdin, err := run.StdinPipe() // it ends when this closes
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		cancel()
		_ = run.Wait()
	})
	hung := time.AfterFunc(patience, cancel)
	defer hung.Stop()
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if port, ok := strings.CutPrefix(lines.Text(), "listening "); ok {
			go func() { _, _ = io.Copy(io.Discard, stdout) }()
			return &provider{c, "127.0.0.1:" + port}
		}
	}
	_ = run.Wait()
	t.Fatalf("oidc-provider did not start: %s", complaints.String())
	return nil
}

// installed is a folder with the provider and its dependencies, in the user's
// cache, named after its content.
func installed(t *testing.T) string {
	t.Helper()
	npm := needed(t, "nodejs npm", "npm")
	sum := sha256.New()
	files := map[string][]byte{}
	for _, name := range []string{"package.json", "package-lock.json", "provider.mjs"} {
		text, err := os.ReadFile(filepath.Join("provider", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = text
		sum.Write(text)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	home := filepath.Join(cache, "mailgrant-tests")
	dir := filepath.Join(home, "oidc-provider-"+hex.EncodeToString(sum.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	draft, err := os.MkdirTemp(home, "draft-") //nolint:usetesting // it becomes the folder in the cache, so it is on the same disk
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(draft) }()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(draft, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	install(t, npm, draft)
	// If another test was faster, its folder has the same content.
	if err := os.Rename(draft, dir); err != nil {
		if _, missing := os.Stat(dir); missing != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// install fetches exactly the packages that the lock file names.
func install(t *testing.T, npm, dir string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	run.Dir = dir
	if said, err := run.CombinedOutput(); err != nil {
		lacks(t, "NOT RUN: npm cannot fetch oidc-provider (%v). It needs the network once: (cd flow/entra/entratest/signin && go test .)\n%s", err, said)
	}
}

// Page is the provider's address for one of Microsoft's addresses.
func (p *provider) Page(real string) string {
	u, err := url.Parse(real)
	if err != nil {
		return real
	}
	u.Scheme, u.Host = "http", p.address
	return u.String()
}

// RoundTrip implements http.RoundTripper: every host is the provider, which
// sees the requests as https.
func (p *provider) RoundTrip(r *http.Request) (*http.Response, error) {
	sent := r.Clone(r.Context())
	sent.Host = r.URL.Host
	sent.Header.Set("X-Forwarded-Proto", "https")
	sent.URL.Scheme, sent.URL.Host = "http", p.address
	return http.DefaultTransport.RoundTrip(sent)
}

// ServeHTTP answers for Microsoft's hosts, too.
func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	proxy := httputil.ReverseProxy{Transport: p, Rewrite: func(pr *httputil.ProxyRequest) {
		pr.Out.URL.Scheme, pr.Out.URL.Host = "https", pr.In.Host
	}}
	proxy.ServeHTTP(w, r)
}
