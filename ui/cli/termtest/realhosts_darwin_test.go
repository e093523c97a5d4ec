package termtest

import "testing"

func TestOnMicrosoftsOwnNames(t *testing.T) {
	t.Parallel()
	absent(t, "only Linux has namespaces to put Microsoft's names in: run this module's tests there too")
}
