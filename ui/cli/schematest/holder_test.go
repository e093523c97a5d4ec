package schematest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mailgrant/flow/entra/entratest"
	"mailgrant/store"
	"mailgrant/ui/cli"
)

var (
	schemas = filepath.Join("..", "..", "..", ".github", "schemas")
	ui      = filepath.Join("..", "..")
)

// holder runs commands and validates their output.
type holder struct {
	t      *testing.T
	ms     *entratest.Server
	creds  *store.Store
	in     string
	schema map[string]*jsonschema.Schema // by the name that an output gives as its schema
	used   map[string]bool
}

func newHolder(t *testing.T) *holder {
	t.Helper()
	ms, err := entratest.Start(entratest.Contoso(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ms.Close)
	return &holder{t: t, ms: ms, creds: store.OpenMemory(store.NewMemory()), schema: compiled(t), used: map[string]bool{}}
}

// compiled are the schemas in the directory, by title.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(schemas, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	all := map[string]*jsonschema.Schema{}
	for _, file := range files {
		s, err := c.Compile(file)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSuffix(filepath.Base(file), ".json"); strings.ReplaceAll(s.Title, "/", "-") != "mailgrant."+want {
			t.Errorf("%s is titled %q", file, s.Title)
		}
		if s.DraftVersion != 2020 {
			t.Errorf("%s is of draft %d", file, s.DraftVersion)
		}
		all[s.Title] = s
	}
	return all
}

func (h *holder) within(t *testing.T) *holder {
	other := *h
	other.t = t
	return &other
}

// run is the stdout of a command.
func (h *holder) run(args ...string) string {
	h.t.Helper()
	var out, errs bytes.Buffer
	cli.Run(context.Background(), args, cli.World{
		In: strings.NewReader(h.in), Out: &out, Err: &errs, Now: time.Now, Transport: h.ms.Transport(),
		Env:   func(string) (string, bool) { return "", false },
		Store: func(time.Duration) (*store.Store, error) { return h.creds, nil },
		Wait:  func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if out.Len() == 0 {
		h.t.Fatalf("mailgrant %q prints nothing: %s", args, errs.String())
	}
	return out.String()
}

// holds runs a command whose output must match that schema.
func (h *holder) holds(name string, args ...string) {
	h.t.Helper()
	texts := json.NewDecoder(strings.NewReader(h.run(args...)))
	for texts.More() {
		var text json.RawMessage
		if err := texts.Decode(&text); err != nil {
			h.t.Fatalf("mailgrant %q: %v", args, err)
		}
		if err := h.valid(name, text); err != nil {
			h.t.Errorf("mailgrant %q: %v\n%s", args, err, text)
		}
	}
}

func (h *holder) explains(text string) {
	h.t.Helper()
	h.in = text
	defer func() { h.in = "" }()
	h.holds("explanation", "explain", "-", "--format", "json")
}

// valid validates one output against the schema that it names.
func (h *holder) valid(name string, text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	object, _ := value.(map[string]any)
	title, _ := object["schema"].(string)
	s := h.schema[title]
	switch {
	case !strings.HasPrefix(title, "mailgrant."+name+"/"):
		return fmt.Errorf("it is of the schema %q, not %q", title, name)
	case s == nil:
		return fmt.Errorf("there is no schema %q", title)
	}
	h.used[title] = true
	return s.Validate(value)
}

// literal matches a schema's name in the code.
var literal = regexp.MustCompile(`"(mailgrant\.[a-z]+/\d+)"`)

// everySchemaWasUsed requires that code, schemas and outputs name the same
// schemas.
func (h *holder) everySchemaWasUsed() {
	h.t.Helper()
	for title := range h.schema {
		if !h.used[title] {
			h.t.Errorf("no output is of the schema %s", title)
		}
	}
	err := filepath.WalkDir(ui, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range literal.FindAllSubmatch(text, -1) {
			if title := string(m[1]); h.schema[title] == nil || !h.used[title] {
				h.t.Errorf("%s prints %s, which has no schema or is not tried here", path, title)
			}
		}
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}

// sample is an app of the practice tenant.
type sample struct {
	Name, Tenant, Domain, Mailbox, Expires string
	ClientID                               string `json:"client_id"`
	Secret                                 string `json:"practice_secret"`
	Endpoint                               string `json:"token_endpoint"`
}

func (sample) guide() string { return "email-this-issue-client-credentials" }

func (h *holder) sample(name string) sample {
	h.t.Helper()
	var cast struct{ Samples []sample }
	if err := json.Unmarshal([]byte(h.run("list", "--practice", "--format", "json")), &cast); err != nil {
		h.t.Fatal(err)
	}
	i := slices.IndexFunc(cast.Samples, func(s sample) bool { return s.Name == name })
	if i < 0 {
		h.t.Fatalf("the cast has no %s", name)
	}
	return cast.Samples[i]
}

func (h *holder) save(e store.Entry, secret string) {
	h.t.Helper()
	var err error
	if secret == "" {
		err = h.creds.SaveWaiting(context.Background(), e, false)
	} else {
		err = h.creds.Save(context.Background(), e, secret, false)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}
