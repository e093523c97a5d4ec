package term

import (
	"errors"
	"io"
)

// ReadEdges reads all of r and keeps that many bytes of its beginning and of its
// end.
func ReadEdges(r io.Reader, edge int) (string, error) {
	head, err := io.ReadAll(io.LimitReader(r, int64(edge)))
	if err != nil {
		return "", err
	}
	var tail []byte
	chunk := make([]byte, 64<<10)
	for {
		n, err := r.Read(chunk)
		tail = append(tail, chunk[:n]...)
		if len(tail) > 2*edge {
			tail = append(tail[:0], tail[len(tail)-edge:]...)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
	}
	if len(tail) > edge {
		head = append(head, "\n\n"...)
		tail = tail[len(tail)-edge:]
	}
	return string(head) + string(tail), nil
}
