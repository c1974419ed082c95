package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// What a [CompactWriter] wrote.
final class CompactReader {

    private final byte[] bytes;
    private int at;

    CompactReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    long signed() {
        long folded = number();
        return (folded >>> 1) ^ -(folded & 1);
    }

    String text() {
        int length = (int) number();
        at += length;
        return new String(bytes, at - length, length, UTF_8);
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (long left = number(); left > 0; left--) {
            texts.add(text());
        }
        return texts;
    }
}
