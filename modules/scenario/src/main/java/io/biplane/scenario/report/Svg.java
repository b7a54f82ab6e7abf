package io.biplane.scenario.report;

import java.util.Locale;

/** Builds SVG text with presentation attributes only; numbers are rounded to hundredths, so equal input gives equal bytes. */
final class Svg {
    private final StringBuilder text = new StringBuilder(16_384);

    /** Text as XML shows it. */
    static String escape(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A number as short as it is exact to hundredths. */
    static String number(double value) {
        String exact = String.format(Locale.ROOT, "%.2f", value);
        return exact.endsWith(".00") ? exact.substring(0, exact.length() - 3) : exact;
    }

    Svg rect(double x, double y, double width, double height, String attributes, String tooltip) {
        text.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append("\" width=\"").append(number(Math.max(0.5, width)));
        text.append("\" height=\"").append(number(height)).append("\" ").append(attributes);
        return close("rect", tooltip);
    }

    Svg line(double x1, double y1, double x2, double y2, String attributes) {
        text.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        text.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        text.append("\" ").append(attributes).append("/>\n");
        return this;
    }

    Svg label(double x, double y, String words, String attributes) {
        text.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append("\" ").append(attributes).append('>').append(escape(words)).append("</text>\n");
        return this;
    }

    Svg path(String points, String attributes, String tooltip) {
        text.append("<path d=\"").append(points).append("\" ").append(attributes);
        return close("path", tooltip);
    }

    private Svg close(String element, String tooltip) {
        if (tooltip.isEmpty()) {
            text.append("/>\n");
        } else {
            text.append("><title>").append(escape(tooltip)).append("</title></");
            text.append(element).append(">\n");
        }
        return this;
    }

    /** The whole picture, usable inside a page and as a file of its own. */
    String finish(double width, double height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " "
                + number(height)
                + "\" width=\"100%\" role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\""
                + " fill=\"#243b53\">\n<title>" + escape(title) + "</title>\n" + text + "</svg>\n";
    }
}
