//go:build linux || darwin

package termtest

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

// scenes are the screens in the README, in practice mode.
var scenes = map[string]struct {
	app  string // Contoso's app whose values are typed
	rows int
	play func(walk)
}{
	"secret": {"good", 30, func(w walk) {
		w.Paste(w.secret.Value)
		w.Wait("40 characters, begins " + w.secret.Value[:3])
	}},
	"prove": {"no-consent", 39, func(w walk) {
		w.toProof()
		w.Wait("Admin consent is missing")
	}},
	"sheet": {"good", 32, func(w walk) {
		w.toProof()
		w.on("> Save it in the keyring")
		w.at("Hand-off sheet").Wait("> Name")
	}},
}

// make golden redraws the pictures.
func TestPicturesShowWhatTheWizardShows(t *testing.T) {
	t.Parallel()
	images := filepath.Join("..", "..", "..", ".github", "images")
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			w := practise(t, scene.app)
			scene.play(w)
			w.Resize(100, scene.rows)
			w.until("for a whole page", func() bool {
				screen := w.Screen()
				_, whole := w.glance()
				return whole && strings.HasPrefix(screen[0], " mailgrant ") && strings.Contains(screen[1], "━") &&
					strings.Contains(screen[scene.rows-1], "F1 keys")
			})
			if strings.Contains(w.Text(), "more: pg") {
				t.Errorf("%d rows are too few:\n%s", scene.rows, w.Text())
			}
			for _, look := range Looks {
				keep(t, filepath.Join(images, name+"-"+look.Name+".svg"), w.Picture("mailgrant setup --practice", look), w.Text())
			}
		})
	}
}

// film is a practice run and the frames taken of it.
type film struct {
	walk
	frames []Frame
}

// take waits for what a pattern matches and adds the whole screen, which stays for
// so long.
func (f *film) take(pattern string, stays time.Duration) {
	f.t.Helper()
	f.WaitMatch(pattern)
	f.until("for a whole page", func() bool { _, whole := f.glance(); return whole })
	f.frames = append(f.frames, Frame{f.Shot(), stays})
}

// press adds the screen after a key. The pattern must not match the one before.
func (f *film) press(key, pattern string, stays time.Duration) {
	f.t.Helper()
	if before := f.Text(); regexp.MustCompile(pattern).MatchString(before) {
		f.t.Fatalf("%q is there before %s:\n%s", pattern, key, before)
	}
	f.Keys(key)
	f.take(pattern, stays)
}

func TestPicturesPlayAPracticeRun(t *testing.T) {
	t.Parallel()
	const glance, look, read = 700 * time.Millisecond, 1800 * time.Millisecond, 3 * time.Second
	f := &film{walk: toGuide(t, Options{Cols: 100, Rows: 30})}
	f.take("Which product", look)
	f.press("enter", `Which organization\?`, glance)
	for i, part := range []string{f.mailbox[:7], f.mailbox[7:]} {
		f.Type(part)
		f.take([]string{"│ " + part, wellFormed}[i], glance) // the example holds the first part, too
	}
	f.press("enter", "> I may register and consent", look)
	f.press("enter", pageOf("Have ready").String(), look)
	f.press("enter", pageOf("Register the app").String(), look)
	f.press("enter", "Copy the client ID", look)
	f.Paste(f.app.ClientID)
	f.take(f.app.ClientID, glance)
	f.press("enter", "Add the permissions", look)
	f.press("enter", "Grant admin consent", look)
	f.press("enter", "Create the client secret", look)
	f.Paste("mailgrant\t" + f.secret.Ends.Format("1/2/2006") + "\t" + f.secret.Value + "\t1f2e3d4c-0000-4000-8000-000000000001\r\n")
	f.take("> Put them in place", look)
	f.press("enter", "40 characters, begins", look)
	f.readTo("Prove")
	f.take("> Save it in the keyring", read)
	f.press("enter", "Enter it in the product", look)
	f.press("enter", "1/7", glance)
	f.press("enter", "2/7", read)
	for _, look := range Looks {
		picture := Animation("mailgrant setup --practice", look, f.frames)
		if len(picture) > 300_000 {
			t.Errorf("%s: %d bytes, more than 300 kB", look.Name, len(picture))
		}
		keep(t, filepath.Join("..", "..", "..", ".github", "images", "run-"+look.Name+".svg"), picture, f.Text())
	}
}

// keep compares a picture with the saved one, except for what differs from run
// to run, or replaces it.
func keep(t *testing.T, path, picture, screen string) {
	t.Helper()
	kept, err := os.ReadFile(path)
	switch {
	case err == nil && lasting(string(kept)) == lasting(picture):
	case os.Getenv("MAILGRANT_GOLDEN") == "update":
		if err := os.WriteFile(path, []byte(picture), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is missing or out of date: run make golden. The wizard shows\n%s", path, screen)
	}
}

var passing = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\dZ?|\b\d+ (days|minutes)`)

// lasting is a text without IDs, dates and times.
func lasting(text string) string { return passing.ReplaceAllString(text, "#") }

// practise goes with an app's values to the step that asks for its secret.
func practise(t *testing.T, key string) walk {
	t.Helper()
	contoso := entratest.Contoso(time.Now())
	app, ok := contoso.App(key)
	if !ok {
		t.Fatalf("Contoso has no app %q", key)
	}
	w := walk{t: t, mailbox: contoso.Mailboxes[0].Address, app: app, secret: app.Secrets[0]}
	w.Terminal = Start(t, Options{Args: []string{"setup", "--practice"}, Cols: 100, Rows: 60})
	w.toSecret("")
	return w
}

func TestAPictureHoldsTheScreensText(t *testing.T) {
	t.Parallel()
	x := Start(t, shell(`printf 'a \033[1;31m<b>\033[0m & "c"\r\n\r\n  \033[7m 日本 \033[0m │ d\r\n──'`))
	x.Exit()
	for _, look := range Looks {
		got := words(t, x.Picture("title", look))
		if want := "a <b> & \"c\"\n   日本  │ d\n──\n"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// words is the text of a picture, one line for each row with text.
func words(t *testing.T, picture string) string {
	t.Helper()
	var svg struct {
		Rows []struct {
			Runs []string `xml:"tspan"`
		} `xml:"text"`
	}
	if err := xml.Unmarshal([]byte(picture), &svg); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, row := range svg.Rows {
		if row.Runs == nil {
			continue // the window's title
		}
		b.WriteString(strings.TrimRight(strings.Join(row.Runs, ""), " ") + "\n")
	}
	return b.String()
}

func TestEveryColourIsLegible(t *testing.T) {
	t.Parallel()
	for _, look := range Looks {
		unread := map[string]int{"dark": 0, "light": 15}[look.Name] // almost the background's own color
		colours := append([]string{look.Foreground, look.Dim}, look.Palette[:]...)
		for i, colour := range colours {
			if c := contrast(t, colour, look.Background); c < 4.5 && i != unread+2 {
				t.Errorf("%s: %s on %s has contrast %.1f", look.Name, colour, look.Background, c)
			}
		}
	}
}

// contrast is WCAG 2's ratio of two colours' luminances.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(colour string) float64 {
		var rgb [3]uint8
		if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
			t.Fatal(colour, err)
		}
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			part := float64(rgb[i]) / 255
			if part <= 0.04045 {
				part /= 12.92
			} else {
				part = math.Pow((part+0.055)/1.055, 2.4)
			}
			sum += weight * part
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
