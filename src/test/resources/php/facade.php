<?php
// Makes one of the ten calls of contacts and inbox through this service, with the fields that the provider's
// documentation has for it, and prints status and body of the answer as one line of JSON.
//
//   BASE_URL=… CALLER_ID=… CALLER_SECRET=… php facade.php <call> [<id>]

[, $call] = $argv;
$id = $argv[2] ?? '';

$calls = [
    'contact/list' => ['POST', 'contacts/search', ['page' => 1, 'per_page' => 20]],
    'contact/store' => ['POST', 'contacts',
        ['firstname' => 'John', 'lastname' => 'Doe', 'mobile' => '081988123457']],
    'contact/update' => ['PATCH', "contacts/$id",
        ['firstname' => 'John', 'lastname' => 'Doe', 'mobile' => '081988123457']],
    'contact/delete' => ['DELETE', "contacts/$id", null],
    'inbox/conversation-list' => ['POST', 'conversations/search', ['status' => 'pending']],
    'inbox/change-conversation-status' => ['PUT', "conversations/$id/status", ['status' => 'done']],
    'inbox/conversation-details' => ['GET', "conversations/$id", null],
    'inbox/send-message' => ['POST', 'messages', ['mobile' => '081234567891', 'message' => 'Hello world']],
    'inbox/send-template-message' => ['POST', 'messages/template',
        ['mobile' => '081234567891', 'template_id' => $id]],
    'inbox/template-list' => ['POST', 'templates/search', ['page' => 1, 'per_page' => 20]],
];
// Files go as multipart, which curl makes of an array.
$forms = [
    'inbox/send-message with a document' => ['POST', 'messages', [
        'mobile' => '081234567891',
        'document' => new CURLStringFile("%PDF-1.7\n" . str_repeat('x', 100_000), 'list.pdf', 'application/pdf'),
    ]],
];
$isForm = isset($forms[$call]);
[$method, $path, $fields] = $isForm ? $forms[$call] : $calls[$call];

$options = [
    CURLOPT_URL => getenv('BASE_URL') . '/spektif/' . $path,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_ENCODING => '',
    CURLOPT_MAXREDIRS => 10,
    CURLOPT_TIMEOUT => 0,
    CURLOPT_FOLLOWLOCATION => true,
    CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
    CURLOPT_CUSTOMREQUEST => $method,
    CURLOPT_USERPWD => getenv('CALLER_ID') . ':' . getenv('CALLER_SECRET'),
];
if ($fields !== null) {
    $options[CURLOPT_POSTFIELDS] = $isForm ? $fields : json_encode($fields, JSON_THROW_ON_ERROR);
    $options[CURLOPT_HTTPHEADER] = $isForm ? [] : ['Content-Type: application/json'];
}

$curl = curl_init();
curl_setopt_array($curl, $options);
$response = curl_exec($curl);
if ($response === false) {
    fwrite(STDERR, curl_error($curl) . "\n");
    exit(1);
}
$body = $response === '' ? null : json_decode($response, false, 512, JSON_THROW_ON_ERROR);
echo json_encode(['status' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 'body' => $body], JSON_THROW_ON_ERROR), "\n";
