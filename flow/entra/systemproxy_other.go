//go:build !windows && !darwin

package entra

import "context"

// readSystemProxy finds none: on other systems, programs use the environment.
func readSystemProxy(context.Context) SystemProxy { return SystemProxy{} }
