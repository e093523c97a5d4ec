package cli

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"mailgrant/flow"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// A pipe that stays open does not delay the check beyond --timeout.
func TestTheSecretIsReadWithinTheTimeLimit(t *testing.T) {
	silent := func(t *testing.T, write string) io.Reader {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = r.Close(); _ = w.Close() })
		_, _ = w.WriteString(write)
		return r
	}
	for name, in := range map[string]string{"nothing comes": "", "the secret comes and the pipe stays open": "x\n"} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			w, out, errs := s.buffered()
			w.In = silent(t, in)
			code := Run(context.Background(), values(t, "good", "--secret-stdin", "--timeout", "50ms"), w)
			if code != exitUsage || out.Len() > 0 || !strings.Contains(errs.String(), "No client secret came from stdin within 50ms.") {
				t.Errorf("exit %d, %q, %q", code, out, errs)
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

func TestReadingTheSecretCountsAgainstTheTimeLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &checkOptions{timeout: 30 * time.Second}
		_, err := o.inTime(t.Context(), "stdin", func() (value.Secret, error) {
			time.Sleep(20 * time.Second)
			return value.Secret{}, nil
		})
		if err != nil || o.spent != 20*time.Second {
			t.Fatalf("%v, spent %s", err, o.spent)
		}
		hung := func(ctx context.Context, e flow.Effect) flow.Event {
			<-ctx.Done()
			return run.Broken(e, "no answer")
		}
		c := &checker{do: hung, now: time.Now, o: o}
		began := time.Now()
		c.check(t.Context(), subject{answers: sample(t, "good").Values})
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("the rest of the check took %s; want 10s", took)
		}
	})
}

// A secret is the same secret however a shell or an editor writes it.
func TestASecretFileInUTF16IsDecoded(t *testing.T) {
	good := sample(t, "good").Values.Secret.Reveal()
	wide := func(order binary.ByteOrder, text string) string {
		var b bytes.Buffer
		_ = binary.Write(&b, order, utf16.Encode([]rune(text)))
		return b.String()
	}
	for name, tt := range map[string]struct {
		data  string
		code  int
		cause string
	}{
		"UTF-8 with a mark":                    {"\xef\xbb\xbf" + good + "\r\n", 0, ""},
		"UTF-16, as PowerShell's > writes":     {"\xff\xfe" + wide(binary.LittleEndian, good+"\r\n"), 0, ""},
		"UTF-16, the other way round":          {"\xfe\xff" + wide(binary.BigEndian, good+"\n"), 0, ""},
		"UTF-16 without a mark":                {wide(binary.LittleEndian, good+"\r\n"), 0, ""},
		"the other way round without a mark":   {wide(binary.BigEndian, good), 0, ""},
		"UTF-16 cut in the middle of a letter": {"\xff\xfe" + wide(binary.LittleEndian, good)[1:], 1, "secret-malformed"},
		"UTF-16 with half a pair":              {"\xff\xfe" + wide(binary.LittleEndian, good) + "\x00\xd8", 1, "secret-malformed"},
		"Latin-1":                              {good[:10] + "\xe9" + good[11:], 1, "secret-malformed"},
		"a mark and nothing":                   {"\xff\xfe", 1, "secret-missing"},
		"a file of zeros":                      {strings.Repeat("\x00", 40), 1, "secret-malformed"},
		"UTF-32, which nothing writes unasked": {"\xff\xfe\x00\x00" + strings.Repeat("a\x00\x00\x00", 40), 1, "secret-malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "secret.txt")
			if err := os.WriteFile(file, []byte(tt.data), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, flags := range [][]string{{"--secret-file", file}, {"--secret-stdin"}} {
				s := newStage(t)
				s.in = tt.data
				r := s.run(values(t, "good", append(flags, "--format", "json")...)...)
				report := reports(t, r).Reports[0]
				cause := ""
				if report.Cause != nil && report.Verdict != "warn" {
					cause = string(*report.Cause)
				}
				if r.code != tt.code || cause != tt.cause {
					t.Errorf("%s: exit %d, cause %q; want %d, %q\n%s", flags[0], r.code, cause, tt.code, tt.cause, r.out)
				}
			}
		})
	}
}
