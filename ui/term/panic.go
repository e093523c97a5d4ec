package term

import (
	"errors"
	"fmt"
	"runtime"
)

// PanicKind says what kind of panic it was. Its text may quote anything, so only
// the Go runtime's own is repeated, and that holds no values of ours.
func PanicKind(r any) string {
	var of runtime.Error
	if err, ok := r.(error); ok && errors.As(err, &of) {
		return of.Error()
	}
	return fmt.Sprintf("panic of type %T", r)
}
