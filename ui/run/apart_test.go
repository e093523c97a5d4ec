package run

import (
	"context"
	"errors"
	"testing"
)

func TestACallIsAwaited(t *testing.T) {
	got, err := Await(t.Context(), func() (string, error) { return "here", errors.ErrUnsupported })
	if got != "here" || !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("it gave %q, %v", got, err)
	}
}

func TestACallIsLeftBehind(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.ErrUnsupported)
	hang := make(chan struct{})
	defer close(hang)
	if _, err := Await(ctx, func() (string, error) { <-hang; return "", nil }); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("it gave %v", err)
	}
}

// A panic reaches the waiting goroutine, which can recover it.
func TestAPanicComesToWhoeverWaits(t *testing.T) {
	defer func() {
		if r := recover(); r != "broke" {
			t.Errorf("recovered %v", r)
		}
	}()
	_, _ = Await(t.Context(), func() (string, error) { panic("broke") })
	t.Error("it went on")
}
