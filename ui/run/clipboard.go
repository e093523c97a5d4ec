package run

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"

	"mailgrant/flow"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

const (
	// SecretOnClipboard is how long a secret stays there.
	SecretOnClipboard = 45 * time.Second
	clipboardLimit    = 5 * time.Second
	// maxCopy is the limit of what is sent through the terminal: some print the
	// rest of a longer sequence on the screen.
	maxCopy = 8 << 10
)

// ClipboardTool is a system clipboard.
type ClipboardTool interface {
	Write(text string) error
	Read() (string, error)
}

// SystemBoard is the system's own clipboard tool or interface.
type SystemBoard struct{}

func (SystemBoard) Write(text string) error { return clipboard.WriteAll(text) }

func (SystemBoard) Read() (string, error) { return clipboard.ReadAll() }

// Clipboard copies texts, and removes a secret from the clipboard again.
type Clipboard struct {
	Tool   ClipboardTool
	Remote bool // over SSH
	mu     sync.Mutex
	held   value.Secret
	turn   int // number of the secret held: a timer clears only its own
	timer  *time.Timer
}

// HoldSecret copies a secret that will be cleared later, and returns the result
// in words. copied is false if the clipboard refused it.
func (h *Clipboard) HoldSecret(ctx context.Context, secret value.Secret) (says string, copied bool) {
	if secret.Empty() {
		return "There is no secret to copy.", false
	}
	if err := h.put(ctx, secret.Reveal()); err != nil {
		return h.noClipboard(err) + " A secret is never sent through the terminal.", false
	}
	if !h.holds(ctx, secret) {
		return "Copied: the secret. mailgrant can't clear it: copy something else soon.", true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.timer != nil {
		h.timer.Stop()
	}
	h.held = secret
	h.turn++
	turn := h.turn
	h.timer = time.AfterFunc(SecretOnClipboard, func() { h.expire(ctx, turn) })
	return "Copied: the secret, cleared in 45 s or when mailgrant ends.", true
}

// Clear removes the secret from the clipboard, unless something else is there
// by now. It works even after ctx has ended.
func (h *Clipboard) Clear(ctx context.Context) {
	h.mu.Lock()
	turn := h.turn
	h.mu.Unlock()
	h.expire(ctx, turn)
}

// expire clears the secret with that number; a later one stays.
func (h *Clipboard) expire(ctx context.Context, turn int) {
	h.mu.Lock()
	if turn != h.turn {
		h.mu.Unlock()
		return
	}
	secret, timer := h.held, h.timer
	h.held, h.timer = value.Secret{}, nil
	h.mu.Unlock()
	if secret.Empty() {
		return
	}
	timer.Stop()
	ctx = context.WithoutCancel(ctx)
	if h.holds(ctx, secret) {
		_ = h.put(ctx, "")
	}
}

func (h *Clipboard) put(ctx context.Context, text string) error {
	_, err := bounded(ctx, func() (string, error) { return "", h.Tool.Write(text) })
	return err
}

func (h *Clipboard) holds(ctx context.Context, secret value.Secret) bool {
	text, err := bounded(ctx, h.Tool.Read)
	return err == nil && text == secret.Reveal()
}

var errSlowClipboard = errors.New("the clipboard did not answer")

// bounded runs a clipboard call, which has no time limit of its own. A call that
// panics counts as failed, so nothing waits for it.
func bounded(ctx context.Context, call func() (string, error)) (text string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, clipboardLimit, errSlowClipboard)
	defer cancel()
	defer func() {
		if recover() != nil {
			err = errors.New("the clipboard failed")
		}
	}()
	return Await(ctx, call)
}

// noClipboard says why nothing was copied, and what would help. It does not
// repeat the tool's own words, which may quote the secret.
func (h *Clipboard) noClipboard(err error) string {
	switch {
	case h.Remote:
		return "No clipboard is available over SSH. Run mailgrant on the computer in front of you, " +
			"or forward the desktop: ssh -X with xclip installed here, or waypipe ssh with wl-clipboard."
	case errors.Is(err, errSlowClipboard):
		return "The clipboard did not answer, so nothing was copied."
	case clipboard.Unsupported && runtime.GOOS != "windows" && runtime.GOOS != "darwin":
		return "No clipboard tool is installed. Install wl-clipboard, xclip or xsel."
	}
	return "The clipboard did not accept it. Without a desktop there is no clipboard."
}

// copyText copies a text that is not secret: through the terminal, which also
// works over SSH, or with the system's tool if no escape sequence may be
// written.
func (h *Runner) copyText(ctx context.Context, e flow.CopyText) flow.Told {
	switch {
	case e.Page:
		e.Text = h.Page(e.Text)
	case h.Practice: // the request contains addresses
		e.Text = page.LocalText(e.Text, h.Page)
	}
	switch {
	case len(e.Text) > maxCopy:
		return flow.Told{Says: "Too long to copy: " + e.Label, Failed: true}
	case h.Stream == nil:
		if err := h.Clip.put(ctx, e.Text); err != nil {
			return flow.Told{Says: h.Clip.noClipboard(err), Failed: true}
		}
		return flow.Told{Says: "Copied: " + e.Label}
	default:
		if _, err := osc52.New(e.Text).WriteTo(h.Stream); err != nil {
			return flow.Told{Says: "Could not be copied: " + e.Label, Failed: true}
		}
	}
	return flow.Told{Says: "Sent to the terminal's clipboard: " + e.Label}
}
