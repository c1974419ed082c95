package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts and numbers, one behind the other, in as few bytes as they need.
final class CompactWriter {

    private static final int TYPICAL_BYTES = 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);

    /// 7 bits a byte, the lowest first; the high bit says more.
    void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /// Folded, so that what is near to zero is short: 0, -1, 1, -2, ...
    void signed(long number) {
        number((number << 1) ^ (number >> 63));
    }

    /// Nothing where there is none: its flag says so.
    void text(@Nullable String text) {
        if (text != null) {
            byte[] utf8 = text.getBytes(UTF_8);
            number(utf8.length);
            bytes.writeBytes(utf8);
        }
    }

    void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
