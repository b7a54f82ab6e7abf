package io.biplane.storage.chronicle;

import java.io.IOException;
import java.util.Locale;

/**
 * How maps are made: one at a time in a JVM, since the first one generates classes which a second must find and not define again;
 * and under a locale in which what is generated is Java. A Turkish default locale has {@code readİnt} called, which there is not; an
 * Arabic one writes digits that are not ASCII. Other locales are left alone; these are back as soon as the map is made.
 */
final class MapMaking {
    private MapMaking() {}

    /** Makes a map. */
    @FunctionalInterface
    interface Maker<T> {
        T make() throws IOException;
    }

    static synchronized <T> T make(Maker<T> maker) throws IOException {
        Locale before = Locale.getDefault();
        Locale display = Locale.getDefault(Locale.Category.DISPLAY);
        Locale format = Locale.getDefault(Locale.Category.FORMAT);
        if (writesAscii(before, format)) {
            return maker.make();
        }
        Locale.setDefault(Locale.ROOT);
        try {
            return maker.make();
        } finally {
            Locale.setDefault(before);
            Locale.setDefault(Locale.Category.DISPLAY, display);
            Locale.setDefault(Locale.Category.FORMAT, format);
        }
    }

    private static boolean writesAscii(Locale letters, Locale numbers) {
        return "i".toUpperCase(letters).equals("I")
                && "I".toLowerCase(letters).equals("i")
                && String.format(numbers, "%d", 1).equals("1");
    }
}
