//go:build linux || darwin

package termtest

import (
	"testing"
)

func TestLeavingAsksWhereSomethingWouldBeLost(t *testing.T) {
	t.Parallel()
	t.Run("nothing typed: ctrl+c leaves", func(t *testing.T) {
		w := toGuide(t, Options{}).toOrganization()
		w.Keys("ctrl+c")
		w.ended(130)
	})
	t.Run("a secret typed: a second ctrl+c leaves", func(t *testing.T) {
		w := toGuide(t, Options{}).filledIn()
		w.Keys("ctrl+c")
		w.Wait("What you typed would be lost, and Microsoft shows")
		w.Keys("ctrl+c")
		w.ended(130)
	})
	t.Run("a secret typed: Esc stays, and it is still there", func(t *testing.T) {
		w := toGuide(t, Options{}).filledIn()
		w.Keys("ctrl+c")
		w.Wait("Leave now?")
		w.Keys("esc")
		w.at("Client secret").Wait("40 characters, begins")
		w.Keys("ctrl+c")
		w.Wait("Leave now?")
		w.PressTo("down", "> Leave")
		w.Keys("enter")
		w.ended(0)
	})
	t.Run("all done: ctrl+c leaves", func(t *testing.T) {
		w := toGuide(t, Options{}).toHandOff()
		w.Keys("ctrl+c")
		w.ended(0)
	})
}
