int canreach_json_placeholder(void);
