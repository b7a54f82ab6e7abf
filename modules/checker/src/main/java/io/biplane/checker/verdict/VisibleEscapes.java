package io.biplane.checker.verdict;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

import io.biplane.checker.history.Visible;

/** Escapes in JSON what {@link Visible} spells out, not only what JSON demands. */
final class VisibleEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DEL = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    VisibleEscapes() {
        ascii[DEL] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    /** Asked for what is no ASCII; a pair comes as its halves, which belong together. */
    @Override
    public SerializableString getEscapeSequence(int c) {
        boolean isHalf = c >= 0xd800 && c <= 0xdfff;
        return Visible.isHidden(c) && !isHalf ? new SerializedString(Visible.spelled(c)) : null;
    }
}
