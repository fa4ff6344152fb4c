/* What json-c, with which glclient2 reads its settings, makes of a file: all of it, in its own manner. */
#include <json-c/json.h>
#include <stdio.h>

int main(int count, char **arguments) {
    struct json_object *settings = count == 2 ? json_object_from_file(arguments[1]) : NULL;
    if (settings == NULL) return 1;
    puts(json_object_to_json_string_ext(settings, JSON_C_TO_STRING_PLAIN));
    return json_object_put(settings) == 1 ? 0 : 1;
}
