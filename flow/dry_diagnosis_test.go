package flow_test

import "testing"

// Found by a random session: a dry run offered to try a keyring that it never asks.
func TestADryRunOffersNoKeyring(t *testing.T) {
	play(t, randomBytes(15338388636616879219, 81))
}
